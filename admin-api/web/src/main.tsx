import { createRoot } from 'react-dom/client'
import './style/base.css'
import { App } from './screens/App'

const place = document.getElementById('app')
if (place !== null) {
  createRoot(place).render(<App />)
}
